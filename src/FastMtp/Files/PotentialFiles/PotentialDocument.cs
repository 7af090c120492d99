using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using FastMtp.Basis.Mtp;
using FastMtp.Data;
using FastMtp.Files.Text;
using FastMtp.ActiveSets;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Files.PotentialFiles;

/// <summary>The JSON document of a <c>.fmtp</c> file, in this order: what a person looks for comes first.</summary>
internal sealed record PotentialDocument
{
    public const string FormatName = "FastMtp potential";
    public const int CurrentVersion = 1;

    public string Format { get; init; } = FormatName;

    public int Version { get; init; } = CurrentVersion;

    public required string Name { get; init; }

    public required string Tag { get; init; }

    public string[]? Species { get; init; }

    public required int SpeciesCount { get; init; }

    /// <summary>For human readers only; <see cref="Basis"/> is authoritative.</summary>
    public int? Level { get; init; }

    /// <summary>See <see cref="BasisLabel"/>.</summary>
    public string? BasisName { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public required RadialBasisPart RadialBasis { get; init; }

    /// <summary>
    /// [pair] Å, the pairs 0-0, 0-1, 1-1, 0-2, …; zero for a pair that never occurs in the training data, null if nothing is known.
    /// </summary>
    public double[]? ShortestDistances { get; init; }

    /// <summary>Null without a nuclear repulsion.</summary>
    public RepulsionPart? Repulsion { get; init; }

    /// <summary>Null, like the other coefficients, if the potential is not fitted.</summary>
    public RadialPart? Radial { get; init; }

    public double[]? SpeciesCoefficients { get; init; }

    /// <summary>In the order of the functions of <see cref="Basis"/>.</summary>
    public double[]? MomentCoefficients { get; init; }

    public required PlanTables Basis { get; init; }

    /// <summary>Null if the potential has no grades.</summary>
    public ActiveSetPart? ActiveSet { get; init; }

    /// <summary>All coefficients.</summary>
    [JsonIgnore]
    public IEnumerable<double> Numbers =>
        [.. Radial?.Factors.SelectMany(factor => factor) ?? [], .. SpeciesCoefficients ?? [], .. MomentCoefficients ?? []];

    public static PotentialDocument Of(PotentialModel potential) => new()
    {
        Name = potential.Name,
        Tag = potential.Tag,
        Species = potential.Species is { } species ? [.. species.Names] : null,
        SpeciesCount = potential.SpeciesCount,
        Level = potential.Plan.Level,
        BasisName = BasisLabel.Of(potential.Plan),
        Metadata = potential.Metadata.Count == 0 ? null : new(potential.Metadata),
        RadialBasis = RadialBasisPart.Of(potential.Radial),
        ShortestDistances = potential.ShortestDistances is { } shortest ? [.. shortest.Values] : null,
        Repulsion = potential.Repulsion is { } zbl ? RepulsionPart.Of(zbl) : null,
        Radial = potential.IsFitted ? RadialPart.Of(potential.RadialTensor) : null,
        SpeciesCoefficients = potential.IsFitted ? potential.SpeciesCoefficients : null,
        MomentCoefficients = potential.IsFitted ? potential.MomentCoefficients : null,
        Basis = PlanTables.Of(potential.Plan),
        ActiveSet = potential.ActiveSet is { } set ? ActiveSetPart.Of(set) : null,
    };
}

/// <summary>The part common to all versions.</summary>
internal sealed record DocumentHeader(string? Format = null, int Version = 0);

/// <summary>The radial basis.</summary>
internal sealed record RadialBasisPart(string Type, double MinDistance, double Cutoff, int Size, double Scaling)
{
    public const string Chebyshev = "RBChebyshev";

    public static RadialBasisPart Of(RadialBasis basis) => new(Chebyshev, basis.MinDistance, basis.Cutoff, basis.Size, basis.Scaling);
}

/// <summary>The repulsion added at short distances.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Inner">Å, for all pairs of species.</param>
/// <param name="Outer">Å, for all pairs of species.</param>
/// <param name="InnerOfPairs">[pair] Å, instead, in the order of <see cref="PotentialDocument.ShortestDistances"/>.</param>
/// <param name="OuterOfPairs">[pair] Å.</param>
internal sealed record RepulsionPart(
    string Type, double? Inner = null, double? Outer = null, double[]? InnerOfPairs = null, double[]? OuterOfPairs = null)
{
    public const string Zbl = "zbl";

    public static RepulsionPart Of(ZblRepulsion zbl) => zbl.IsUniform
        ? new(Zbl, zbl.Inner[0, 0], zbl.Outer[0, 0])
        : new(Zbl, InnerOfPairs: [.. zbl.Inner.Values], OuterOfPairs: [.. zbl.Outer.Values]);

    /// <summary>The repulsion; null if the distances are missing or not those of all pairs.</summary>
    public ZblRepulsion? Build(int pairs) => (Inner, Outer, InnerOfPairs, OuterOfPairs) switch
    {
        ({ } inner, { } outer, null, null) => new(inner, outer),
        (null, null, { } inner, { } outer) when inner.Length == pairs && outer.Length == pairs =>
            new(new PairDistances([.. inner]), new PairDistances([.. outer])),
        _ => null,
    };
}

/// <summary>The radial coefficients in their form; the dense form has one factor, the tensor.</summary>
internal sealed record RadialPart(string Form, int[] Ranks, double[][] Factors)
{
    public static RadialPart Of(RadialTensor tensor) => new(tensor.Form.Name, [.. tensor.Ranks], [.. tensor.Factors]);

    /// <exception cref="ArgumentException">Form, ranks and factors are inconsistent.</exception>
    public RadialTensor Build(RadialShape shape)
    {
        if (Factors.Any(factor => factor is null) || Ranks.Any(rank => rank < 1 || rank > Factors.Max(factor => factor.Length)))
            throw new ArgumentException("A rank or factor is invalid.");
        return StoredForms.Named(Form).Build(shape, Ranks, Factors);
    }
}

/// <summary>What grades atoms: W, [coefficients][size], as doubles in base 64, least significant byte first.</summary>
internal sealed record ActiveSetPart(string Mode, int Size, int OpenDirections, string Fingerprint, byte[] Weights)
{
    public static ActiveSetPart Of(ActiveSet set) => new(
        NameOf(set.Mode), set.Size, set.OpenDirections, set.Fingerprint, MemoryMarshal.AsBytes<double>(set.Weights).ToArray());

    /// <exception cref="ArgumentException">The parts are inconsistent.</exception>
    public ActiveSet Build(int coefficients)
    {
        var mode = Array.Find(Enum.GetValues<GradeMode>(), mode => NameOf(mode) == Mode);
        if (NameOf(mode) != Mode || Size < 1 || OpenDirections < 0 || Weights.LongLength != 8L * Size * coefficients)
            throw new ArgumentException("The active set is incomplete.");
        var weights = MemoryMarshal.Cast<byte, double>(Weights).ToArray();
        if (!weights.All(double.IsFinite)) throw new ArgumentException("The active set has a value that is not finite.");
        return new() { Mode = mode, Size = Size, OpenDirections = OpenDirections, Fingerprint = Fingerprint, Weights = weights };
    }

    private static string NameOf(GradeMode mode) => mode.ToString().ToLowerInvariant();
}

/// <summary>Generated reader and writer.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(DoubleRowConverter), typeof(IntegerRowConverter)])]
[JsonSerializable(typeof(PotentialDocument))]
[JsonSerializable(typeof(CommitteeDocument))]
[JsonSerializable(typeof(DocumentHeader))]
internal sealed partial class PotentialJson : JsonSerializerContext;
