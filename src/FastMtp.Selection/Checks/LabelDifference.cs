namespace FastMtp.Selection.Checks;

/// <summary>How the labels of two configurations of one structure differ.</summary>
/// <param name="Text">The differences with units.</param>
/// <param name="IsLarge">True if no accuracy of electronic structure explains them.</param>
internal sealed record LabelDifference(string Text, bool IsLarge)
{
    private const double Milli = 1000;

    /// <summary>A difference counts from the first number on, and is large from the second.</summary>
    private static readonly (double Some, double Large) Energy = (0.002, 0.01);
    private static readonly (double Some, double Large) Force = (0.05, 0.2);
    private static readonly (double Some, double Large) Virial = (0.05, 0.2);

    /// <summary>Forces and virials also have to differ by this part of themselves.</summary>
    private const double Part = 0.1;

    /// <summary>The difference of all labels that both have; null if they agree.</summary>
    /// <param name="a">One configuration.</param>
    /// <param name="b">The other.</param>
    /// <param name="isExact">True if atoms and axes are the same; else only what no rotation changes is compared.</param>
    public static LabelDifference? Of(Configuration a, Configuration b, bool isExact)
    {
        var parts = new List<string>();
        var isLarge = false;
        if (a.Energy is { } ea && b.Energy is { } eb) Add(Math.Abs(ea / a.Count - eb / b.Count), 0, Energy, "energies", Milli, "meV/atom");
        if (a.Forces is not null && b.Forces is not null)
        {
            var (fa, fb) = (Rms(a.Forces), Rms(b.Forces));
            var difference = isExact ? Rms([.. a.Forces.Zip(b.Forces, (x, y) => x - y)]) : Math.Abs(fa - fb);
            Add(difference, Math.Max(fa, fb), Force, "forces", 1, "eV/Å");
        }
        if (a.Virial is { } va && b.Virial is { } vb)
        {
            var (wa, wb) = (1.0 / a.Count * va, 1.0 / b.Count * vb);
            var (sa, sb) = (Math.Sqrt(wa.SquaredNorm), Math.Sqrt(wb.SquaredNorm));
            var turned = Math.Max(Math.Abs(sa - sb), Math.Abs(Trace(wa) - Trace(wb)) / Math.Sqrt(3));
            Add(isExact ? Math.Sqrt((wa + -1 * wb).SquaredNorm) : turned, Math.Max(sa, sb), Virial, "virials", 1, "eV/atom");
        }
        return parts.Count == 0 ? null : new(string.Join(", ", parts), isLarge);

        void Add(double difference, double size, (double Some, double Large) limits, string name, double factor, string unit)
        {
            if (difference < Math.Max(limits.Some, Part * size)) return;
            isLarge |= difference >= limits.Large;
            parts.Add(FormattableString.Invariant($"{name} differ by {factor * difference:0.###} {unit}"));
        }
    }

    private static double Rms(double[] values) => Math.Sqrt(values.Sum(value => value * value) / Math.Max(1, values.Length));

    private static double Trace(Virial w) => w.XX + w.YY + w.ZZ;
}
