using FastMtp.Atoms;

namespace FastMtp.Properties.Crystals;

/// <summary>Masses of atoms.</summary>
internal static class Masses
{
    /// <summary>[N] mass of each atom, g/mol.</summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="title">What they are, for the message.</param>
    /// <param name="purpose">What the masses are for.</param>
    /// <exception cref="InputException">A species is no element.</exception>
    public static double[] Of(Configuration atoms, string title, string purpose) =>
    [
        .. atoms.Types.Select(type => Elements.Mass(atoms.Species![type]) ?? throw new InputException(
            $"{title}: {atoms.Species![type]} is no element with a known mass, so there are no {purpose}.")),
    ];
}
