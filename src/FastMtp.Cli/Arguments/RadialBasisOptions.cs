using System.CommandLine;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Fits;

namespace FastMtp.Cli.Arguments;

/// <summary>The options of the radial basis.</summary>
internal sealed class RadialBasisOptions
{
    private readonly Option<double?> _cutoff = Options.OptionalNumber("--cutoff", $"Cutoff, Å. [default: {ModelRequest.StandardCutoff}]");
    private readonly Option<double?> _minDistance = Options.OptionalNumber(
        "--min-distance", "Smallest distance of the radial functions, Å. [default: slightly below the shortest in the training data]");
    private readonly Option<int?> _size =
        Options.OptionalWhole("--radial-size", $"Number of radial polynomials. [default: {ModelRequest.StandardSize}]");

    public RadialBasisOptions(Command command)
    {
        foreach (var option in (Option[])[_cutoff, _minDistance, _size]) command.Add(option);
    }

    /// <summary>A request with what was asked for.</summary>
    public ModelRequest AddTo(ParseResult parsed, ModelRequest request) => request with
    {
        Cutoff = parsed.GetValue(_cutoff),
        MinDistance = parsed.GetValue(_minDistance),
        RadialSize = parsed.GetValue(_size),
    };

    /// <summary>The cutoff that was asked for, Å; null for none.</summary>
    public double? GivenCutoff(ParseResult parsed) => parsed.GetValue(_cutoff);

    /// <summary>Cutoff of the neighbour search, Å.</summary>
    public double Cutoff(ParseResult parsed) => GivenCutoff(parsed) ?? ModelRequest.StandardCutoff;

    /// <summary>A radial basis for the data of a fit.</summary>
    public RadialBasis For(ParseResult parsed, FitData data) => data.RadialBasis(parsed.GetValue(_minDistance), Size(parsed));

    /// <summary>Checks basis and radial basis before the data are read, which may take hours.</summary>
    public void Check(ParseResult parsed, string basis) =>
        _ = PotentialModel.ForBasis(
            basis, new SpeciesList(["H"]), new RadialBasis(parsed.GetValue(_minDistance) ?? 0, Cutoff(parsed), Size(parsed)));

    private int Size(ParseResult parsed) => parsed.GetValue(_size) ?? ModelRequest.StandardSize;
}
