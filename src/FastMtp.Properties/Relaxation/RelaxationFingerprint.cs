using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using FastMtp.Digests;

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
        var hash = new Sha256();
        hash.Append(potential);
        Append(string.Create(CultureInfo.InvariantCulture,
            $"{settings.ForceTolerance:R} {settings.StressTolerance:R} {settings.Pressure:R} {settings.Cell} {settings.FixedAxes} "
            + $"{settings.SymmetryTolerance:R} {settings.NearestDistance:R} {settings.Steps} {keepsPaths} "
            + $"{string.Join(',', settings.FixedSpecies)} {string.Join(',', settings.FixedAtoms)}"));
        foreach (var structure in structures)
        {
            hash.Append(MemoryMarshal.AsBytes(structure.Types.AsSpan()));
            hash.Append(MemoryMarshal.AsBytes(structure.Positions.AsSpan()));
            Append($"{structure.Species} {structure.Cell} {string.Join("", structure.Fixed ?? [])}");
        }
        return Convert.ToHexString(hash.Finish());

        void Append(string text) => hash.Append(Encoding.UTF8.GetBytes(text));
    }
}
