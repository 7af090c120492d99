using System.Collections.Immutable;
using FastMtp.Files.Text;
using FastMtp.Potentials;

namespace FastMtp.Files.PotentialFiles;

/// <summary>Writes a potential in the order and layout that MLIP-2 writes, with 17 significant digits.</summary>
internal sealed class MtpWriter(RowWriter writer)
{
    public void Write(PotentialModel potential)
    {
        writer.Subject = $"The potential {potential.Name}";
        writer.Line("MTP").Line("version = 1.1.0");
        writer.Line($"potential_name = {string.Join('_', Fields.Split(potential.Name))}");
        if (potential.Radial.Scaling != 1) Value("scaling", potential.Radial.Scaling);
        writer.Line($"species_count = {potential.SpeciesCount}");
        writer.Line($"potential_tag = {MtpTag.Join(potential)}");
        WriteRadial(potential);
        WriteTables(potential.Plan);
        if (!potential.IsFitted) return;
        List("species_coeffs = ", potential.SpeciesCoefficients);
        List("moment_coeffs = ", potential.MomentCoefficients);
    }

    private void WriteRadial(PotentialModel potential)
    {
        var (radial, functions) = (potential.Radial, potential.Plan.RadialFunctionCount);
        writer.Line("radial_basis_type = RBChebyshev");
        Value("\tmin_dist", radial.MinDistance);
        Value("\tmax_dist", radial.Cutoff);
        writer.Line($"\tradial_basis_size = {radial.Size}");
        writer.Line($"\tradial_funcs_count = {functions}");
        if (!potential.IsFitted) return;
        writer.Line("\tradial_coeffs");
        var coefficients = potential.RadialCoefficients;
        var next = 0;
        for (var pair = 0; pair < potential.SpeciesCount * potential.SpeciesCount; pair++)
        {
            writer.Line($"\t\t{pair / potential.SpeciesCount}-{pair % potential.SpeciesCount}");
            for (var mu = 0; mu < functions; mu++, next += radial.Size)
                List("\t\t\t", coefficients.AsSpan(next, radial.Size));
        }
    }

    private void WriteTables(Basis.BasisPlan plan)
    {
        writer.Line($"alpha_moments_count = {plan.MomentCount}");
        writer.Line($"alpha_index_basic_count = {plan.BasicMoments.Length}");
        Table("alpha_index_basic", plan.BasicMoments, m => $"{{{m.Mu}, {m.A}, {m.B}, {m.C}}}");
        writer.Line($"alpha_index_times_count = {plan.Products.Length}");
        Table("alpha_index_times", plan.Products, p => $"{{{p.Left}, {p.Right}, {p.Multiplicity}, {p.Target}}}");
        writer.Line($"alpha_scalar_moments = {plan.Functions.Length}");
        Table("alpha_moment_mapping", plan.Functions, f => $"{f}");
    }

    private void Value(string key, double value) => writer.Text($"{key} = ").Scientific(value).Line();

    private void List(string start, ReadOnlySpan<double> values)
    {
        writer.Text(start);
        for (var i = 0; i < values.Length; i++) writer.Text(i == 0 ? "{" : ", ").Scientific(values[i]);
        writer.Line("}");
    }

    private void Table<T>(string key, ImmutableArray<T> rows, Func<T, string> row) =>
        writer.Line($"{key} = {{{string.Join(", ", rows.Select(row))}}}");
}
