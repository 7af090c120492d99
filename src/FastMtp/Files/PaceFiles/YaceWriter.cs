using FastMtp.Files.Text;
using FastMtp.Pace;

namespace FastMtp.Files.PaceFiles;

/// <summary>Writes a <c>.yace</c> file in the layout of PACE's own programs.</summary>
internal sealed class YaceWriter(RowWriter writer)
{
    public void Write(PaceModel model)
    {
        writer.Subject = $"The potential of {model.Elements}";
        writer.Line($"elements: [{string.Join(", ", model.Elements.Names)}]");
        writer.Text("E0: ");
        List(model.E0);
        writer.Line().Text("deltaSplineBins: ").Number(model.SplineBin).Line();
        writer.Line("embeddings:");
        foreach (var (i, embedding) in model.Embeddings.Index()) Write(i, embedding);
        writer.Line("bonds:");
        foreach (var (pair, bond) in model.Bonds.Index()) Write(pair / model.Elements.Count, pair % model.Elements.Count, bond);
        writer.Line("functions:");
        foreach (var (i, functions) in model.Functions.Index())
        {
            writer.Line($"  {i}:");
            foreach (var function in functions) Write(i, function);
        }
    }

    private void Write(int i, PaceEmbedding embedding)
    {
        writer.Text($"  {i}: {{ndensity: {embedding.DensityCount}, FS_parameters: ");
        List(embedding.Parameters);
        writer.Text($", npoti: {embedding.Function}, rho_core_cutoff: ").Number(embedding.CoreCutoff);
        writer.Text(", drho_core_cutoff: ").Number(embedding.CoreWidth).Line("}");
    }

    private void Write(int i, int j, PaceBond bond)
    {
        writer.Text($"  [{i}, {j}]: {{nradmax: {bond.RadialCount}, lmax: {bond.LargestL}, nradbasemax: {bond.BasisSize}, ");
        writer.Text($"radbasename: {bond.Basis}, radparameters: ");
        List(bond.Parameters);
        writer.Text(", radcoefficients: [");
        for (var n = 0; n < bond.RadialCount; n++)
        {
            writer.Text(n == 0 ? "[" : ", [");
            for (var l = 0; l <= bond.LargestL; l++)
            {
                if (l > 0) writer.Text(", ");
                List(bond.Coefficients[n][l]);
            }
            writer.Text("]");
        }
        writer.Text("], prehc: ").Number(bond.CorePrefactor).Text(", lambdahc: ").Number(bond.CoreDecay);
        writer.Text(", rcut: ").Number(bond.Cutoff).Text(", dcut: ").Number(bond.CutoffWidth);
        writer.Text(", rcut_in: ").Number(bond.InnerCutoff).Text(", dcut_in: ").Number(bond.InnerWidth);
        writer.Line($", inner_cutoff_type: {bond.InnerSwitch}}}");
    }

    private void Write(int i, PaceFunction function)
    {
        writer.Text($"    - {{mu0: {i}, rank: {function.Rank}, ndensity: {function.DensityCount}, ");
        writer.Text($"num_ms_combs: {function.CombinationCount}, mus: ");
        List(function.Species);
        writer.Text(", ns: ");
        List(function.N);
        writer.Text(", ls: ");
        List(function.L);
        writer.Text(", ms_combs: ");
        List(function.M);
        writer.Text(", ctildes: ");
        List(function.Coefficients);
        writer.Line("}");
    }

    private void List(int[] values) => writer.Text($"[{string.Join(", ", values)}]");

    private void List(double[] values)
    {
        writer.Text("[");
        for (var k = 0; k < values.Length; k++) writer.Text(k == 0 ? "" : ", ").Scientific(values[k]);
        writer.Text("]");
    }
}
