using System.Text.Json.Serialization;

namespace FastMtp.Properties.Relaxation;

/// <summary>A structure in a journal, without what it shares with the start.</summary>
internal sealed record JournalFrame(double[] Positions, double[] Lattice, double? Energy, double[]? Forces, double[]? Virial)
{
    /// <summary>What is recorded of a structure.</summary>
    public static JournalFrame Of(Configuration c) => new(
        c.Positions, [c.Cell.A.X, c.Cell.A.Y, c.Cell.A.Z, c.Cell.B.X, c.Cell.B.Y, c.Cell.B.Z, c.Cell.C.X, c.Cell.C.Y, c.Cell.C.Z], c.Energy,
        c.Forces, c.Virial is { } v ? [v.XX, v.YY, v.ZZ, v.YZ, v.XZ, v.XY] : null);

    /// <summary>The structure, for the start it came from.</summary>
    public Configuration For(Configuration start) => start with
    {
        Positions = Positions,
        Cell = start.Cell with
        {
            A = new(Lattice[0], Lattice[1], Lattice[2]),
            B = new(Lattice[3], Lattice[4], Lattice[5]),
            C = new(Lattice[6], Lattice[7], Lattice[8]),
        },
        Energy = Energy,
        Forces = Forces,
        Virial = Virial is null ? null : FastMtp.Virial.From(Virial),
    };
}

/// <summary>A relaxation that ended.</summary>
internal sealed record JournalEntry(int Structure, Ending Ending, string Sentence, int Steps, int Evaluations, double InitialEnergy,
    double Enthalpy, double Force, double Stress, JournalFrame Last, JournalFrame[]? Path);

/// <summary>Source-generated JSON serialization of the lines of a <see cref="RelaxationJournal"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;
