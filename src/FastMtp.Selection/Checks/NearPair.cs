namespace FastMtp.Selection.Checks;

/// <summary>
/// Two configurations near enough for the difference of their energies to be compared with their forces or stresses: the same cell with
/// atoms a little displaced, or the same fractional coordinates in a cell a little strained.
/// </summary>
/// <param name="First">Number of one configuration.</param>
/// <param name="Second">Number of the other.</param>
/// <param name="IsStrained">True if the cell changes, false if atoms do.</param>
/// <param name="Change">Change of the energy, eV.</param>
/// <param name="Left">The same from the forces or the stress of the first, eV.</param>
/// <param name="Right">The same from those of the second, eV.</param>
internal sealed record NearPair(int First, int Second, bool IsStrained, double Change, double Left, double Right)
{
    /// <summary>Largest displacement of an atom, Å.</summary>
    private const double LargestMove = 0.3;
    private const double LargestStrain = 0.06;

    /// <summary>Cells and fractional coordinates that differ by less are the same.</summary>
    private const double SameCell = 1e-6;
    private const double SameFraction = 1e-4;

    /// <summary>Smaller changes of the energy are lost in what is left of convergence, eV and eV per atom.</summary>
    private const double LeastChange = 2e-3;
    private const double LeastChangePerAtom = 2e-4;

    private const double LeastRatio = 0.25;

    /// <summary>The change over the expected one: 1 if all labels are right.</summary>
    public double Ratio => Change / ((Left + Right) / 2);

    /// <summary>True if both ends say much the same, so that their mean means something.</summary>
    public bool IsTelling => Left * Right > 0 && Math.Min(Left / Right, Right / Left) > LeastRatio;

    /// <summary>The pair if the two are near and have the labels that it takes; else null.</summary>
    public static NearPair? Of(int first, PairMember a, int second, PairMember b)
    {
        var change = b.Energy - a.Energy;
        if (Math.Abs(change) < Math.Max(LeastChange, LeastChangePerAtom * a.Count)) return null;
        Span<double> strain = stackalloc double[6];
        if (!a.TryStrain(b, LargestStrain, strain)) return null;
        var isStrained = Largest(strain) > SameCell;
        var (left, right) = (0.0, 0.0);
        if (isStrained)
        {
            if (a.Virial is not { } wa || b.Virial is not { } wb || !a.HasFractionsOf(b, SameFraction)) return null;
            (left, right) = (-Product(wa, strain), -Product(wb, strain));
        }
        else if (a.Forces is null || b.Forces is null || !a.TryWork(b, LargestMove, out left, out right)) return null;
        return new(first, second, isStrained, change, left, right);
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static double Product(Virial w, ReadOnlySpan<double> e) =>
        w.XX * e[0] + w.YY * e[1] + w.ZZ * e[2] + 2 * (w.YZ * e[3] + w.XZ * e[4] + w.XY * e[5]);
}
