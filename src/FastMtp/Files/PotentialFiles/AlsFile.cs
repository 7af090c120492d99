using System.Runtime.InteropServices;
using System.Text;
using FastMtp.ActiveSets;
using FastMtp.Basis.Mtp;
using FastMtp.Files.Text;
using FastMtp.Input;
using FastMtp.Potentials;

namespace FastMtp.Files.PotentialFiles;

/// <summary>
/// The state of MLIP-2's active learning, <c>.als</c>: a potential as <c>.mtp</c> text, weights of the kinds of rows, the active rows and
/// the transposed inverse of their matrix as doubles, and the configurations, which are not read.
/// </summary>
internal static class AlsFile
{
    private static readonly byte[] BeforeWeights = "\n^"u8.ToArray();
    private static readonly byte[] BeforeRows = "\n#"u8.ToArray();

    /// <summary>True for a name that ends in .als or .als.gz.</summary>
    public static bool IsName(string path) => GzipName.Without(path).EndsWith(".als", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads potential and active set.</summary>
    /// <param name="path">The file.</param>
    /// <param name="species">As for <see cref="MtpFile.Read"/>.</param>
    /// <exception cref="InputException">The file cannot be read, is not such a state, or grades forces or stresses.</exception>
    public static PotentialModel Read(string path, SpeciesList? species)
    {
        var bytes = InputText.ReadBytes(path, InputBounds.LongestPotential);
        var start = bytes.AsSpan().IndexOf(BeforeWeights);
        if (start < 0) throw Damaged(path, "no weights follow the potential");
        // Latin-1 keeps every byte, so that a damaged text is reported by its own reader.
        var text = Encoding.Latin1.GetString(bytes, 0, start);
        var given = Parse(path, text, species, standardPlan: false);
        var potential = Parse(path, text, species, standardPlan: true);
        var rest = bytes.AsSpan(start + BeforeWeights.Length);
        var size = given.ParameterCount;
        var length = 4 * sizeof(double) + BeforeRows.Length;
        if (rest.Length < length + 2L * size * size * sizeof(double) || !rest[(4 * sizeof(double))..length].SequenceEqual(BeforeRows))
            throw Damaged(path, $"two matrices of {size} × {size} numbers should follow the weights");
        var inverse = MemoryMarshal.Cast<byte, double>(rest.Slice(length + size * size * sizeof(double), size * size * sizeof(double)));
        var set = new ActiveSet
        {
            Mode = Mode(path, MemoryMarshal.Cast<byte, double>(rest[..(4 * sizeof(double))])),
            Size = size,
            Weights = Transposed(inverse, size, Positions(given)),
            OpenDirections = CountAxes(rest[length..], size),
            Fingerprint = potential.Fingerprint,
        };
        if (!set.Weights.All(double.IsFinite)) throw Damaged(path, "the inverse has a value that is not finite");
        return potential with { ActiveSet = set };
    }

    private static PotentialModel Parse(string path, string text, SpeciesList? species, bool standardPlan)
    {
        using var reader = new LineReader(path, new StringReader(text));
        return new MtpReader(reader).Read(species, standardPlan);
    }

    private static GradeMode Mode(string path, ReadOnlySpan<double> weights) => weights switch
    {
        [0, > 0, 0, 0] => GradeMode.Configuration,
        [> 0, 0, 0, 0] => GradeMode.Neighborhood,
        _ => throw new InputException(
            $"{path}: the state weighs rows of forces or stresses, which are not supported; make one of energies or neighbourhoods."),
    };

    /// <summary>[coefficient of the file] its index in our order: the moment coefficients of a standard basis are reordered.</summary>
    private static int[] Positions(PotentialModel given)
    {
        var positions = Enumerable.Range(0, given.ParameterCount).ToArray();
        if (!StandardBasis.TryRecognize(given.Plan, out _, out var moments)) return positions;
        for (var i = 0; i < moments.Length; i++) positions[given.Layout.MomentOffset + i] = given.Layout.MomentOffset + moments[i];
        return positions;
    }

    /// <summary>Number of rows along axes, with which MLIP starts and which no data have replaced.</summary>
    private static int CountAxes(ReadOnlySpan<byte> matrix, int size)
    {
        var rows = MemoryMarshal.Cast<byte, double>(matrix[..(size * size * sizeof(double))]);
        var count = 0;
        for (var k = 0; k < size; k++)
            if (rows.Slice(k * size, size).Count(0.0) == size - 1) count++;
        return count;
    }

    private static double[] Transposed(ReadOnlySpan<double> inverse, int size, int[] positions)
    {
        var weights = new double[size * size];
        for (var k = 0; k < size; k++)
            for (var i = 0; i < size; i++) weights[positions[i] * size + k] = inverse[k * size + i];
        return weights;
    }

    private static InputException Damaged(string path, string what) =>
        new($"{path}: {what}; this is no .als file of MLIP-2, or it is cut short.");
}
