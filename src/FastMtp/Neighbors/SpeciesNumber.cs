using System.Runtime.CompilerServices;

namespace FastMtp.Neighbors;

/// <summary>Species numbers of atoms, checked against a potential because they index its coefficients.</summary>
internal static class SpeciesNumber
{
    /// <summary>The species number of an atom.</summary>
    /// <exception cref="InputException">The potential does not have this species number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(ReadOnlySpan<int> types, int atom, int speciesCount)
    {
        var type = types[atom];
        return (uint)type < (uint)speciesCount ? type : throw Unknown(atom, type, speciesCount);
    }

    private static InputException Unknown(int atom, int type, int speciesCount) =>
        new($"Atom {atom + 1} has species number {type}, but the potential has only 0 to {speciesCount - 1}; "
            + "use a potential fitted for it.");
}
