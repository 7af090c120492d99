using FastMtp.Files.Text;
using FastMtp.Input;
using FastMtp.Pace;

namespace FastMtp.Files.PaceFiles;

/// <summary>Embeddings and radial functions of a <c>.yace</c> file.</summary>
internal static class YaceBonds
{
    public static PaceEmbedding Embedding(LineReader reader, FlowValue value)
    {
        var count = value.Integer("ndensity", 1);
        var function = value["npoti"].Text("npoti");
        if (function is not (PaceEmbedding.FinnisSinclair or PaceEmbedding.ShiftedScaled))
        {
            throw reader.Error(
                $"the embedding '{SafeText.Excerpt(function)}' is not known; "
                + $"{PaceEmbedding.FinnisSinclair} and {PaceEmbedding.ShiftedScaled} are.");
        }
        var parameters = value["FS_parameters"].Numbers("FS_parameters", 2 * count);
        var (cutoff, width) = (value.Number("rho_core_cutoff"), value.Number("drho_core_cutoff"));
        Require(reader, width > 0, "drho_core_cutoff", "positive");
        return new(count, function, parameters, cutoff, width);
    }

    public static PaceBond Read(LineReader reader, FlowValue value)
    {
        var (n, l, k) = (value.Integer("nradmax"), value.Integer("lmax"), value.Integer("nradbasemax", 1));
        var basis = value["radbasename"].Text("radbasename");
        if (basis is not (PaceBond.ChebExpCos or PaceBond.ChebPow or PaceBond.SBessel))
        {
            throw reader.Error(
                $"the radial basis '{SafeText.Excerpt(basis)}' is not known; "
                + $"{PaceBond.ChebExpCos}, {PaceBond.ChebPow} and {PaceBond.SBessel} are.");
        }
        var inner = value.Find("inner_cutoff_type")?.Text("inner_cutoff_type") ?? PaceBond.ByDensity;
        if (inner is not (PaceBond.ByDensity or PaceBond.ByDistance))
        {
            throw reader.Error(
                $"the inner cutoff '{SafeText.Excerpt(inner)}' is not known; {PaceBond.ByDensity} and {PaceBond.ByDistance} are.");
        }
        var bond = new PaceBond
        {
            Basis = basis,
            BasisSize = k,
            LargestL = l,
            Parameters = value["radparameters"].Numbers("radparameters"),
            Coefficients =
            [
                .. value["radcoefficients"].Items("radcoefficients", n).Select(row =>
                    row.Items("radcoefficients of one n", l + 1).Select(c => c.Numbers("radcoefficients of one n and l", k)).ToArray()),
            ],
            Cutoff = value.Number("rcut"),
            CutoffWidth = value.Number("dcut"),
            CorePrefactor = value.Number("prehc"),
            CoreDecay = value.Number("lambdahc"),
            InnerCutoff = value.Number("rcut_in", 0),
            InnerWidth = value.Number("dcut_in", 0),
            InnerSwitch = inner,
        };
        InputBounds.RequireCutoff(bond.Cutoff, $"{reader.File}:{reader.Number}: rcut");
        var hasLambda = basis is PaceBond.SBessel || bond.Parameters is [not 0, ..];
        Require(reader, hasLambda, "the first of radparameters", "a number other than zero");
        Require(reader, bond.CutoffWidth >= 0 && bond.CutoffWidth <= bond.Cutoff, "dcut", "between 0 and rcut");
        Require(reader, bond.InnerWidth >= 0, "dcut_in", "zero or positive");
        return bond;
    }

    private static void Require(LineReader reader, bool isRight, string what, string range)
    {
        if (!isRight) throw reader.Error($"{what} must be {range}; correct the file.");
    }
}
