using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FastMtp.Properties.Relaxation;

/// <summary>A text that two sets of relaxations share only if their results are the same.</summary>
internal static class RelaxationFingerprint
{
    /// <summary>The fingerprint of a set.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="structures">The structures.</param>
    /// <param name="potential">The content of the potential's file.</param>
    /// <param name="keepsPaths">Whether the structures on the way are kept.</param>
    public static string Of(
        RelaxationSettings settings, IEnumerable<Configuration> structures, ReadOnlySpan<byte> potential, bool keepsPaths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(potential);
        Append(string.Create(CultureInfo.InvariantCulture,
            $"{settings.ForceTolerance:R} {settings.StressTolerance:R} {settings.Pressure:R} {settings.Cell} {settings.FixedAxes} "
            + $"{settings.SymmetryTolerance:R} {settings.NearestDistance:R} {settings.Steps} {keepsPaths} "
            + $"{string.Join(',', settings.FixedSpecies)} {string.Join(',', settings.FixedAtoms)}"));
        foreach (var structure in structures)
        {
            hash.AppendData(MemoryMarshal.AsBytes(structure.Types.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(structure.Positions.AsSpan()));
            Append($"{structure.Species} {structure.Cell} {string.Join("", structure.Fixed ?? [])}");
        }
        return Convert.ToHexString(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
