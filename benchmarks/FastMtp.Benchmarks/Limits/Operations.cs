namespace FastMtp.Benchmarks.Limits;

/// <summary>How many vectors are multiplied, added and moved.</summary>
/// <param name="MultiplyAdds">Fused multiply-adds.</param>
/// <param name="Products">Multiplications alone.</param>
/// <param name="Sums">Additions and subtractions alone.</param>
/// <param name="Roots">Square roots and divisions.</param>
/// <param name="Selections">Blends and other rearrangements.</param>
/// <param name="Loads">Vectors and broadcast numbers that are read, also as operands of other instructions.</param>
/// <param name="Stores">Vectors that are written.</param>
/// <param name="Spills">Those of the loads and stores that keep a value on the stack for want of registers.</param>
internal readonly record struct Operations(
    double MultiplyAdds = 0, double Products = 0, double Sums = 0, double Roots = 0, double Selections = 0, double Loads = 0,
    double Stores = 0, double Spills = 0)
{
    /// <summary>What the units for fused multiply-adds do: multiplications take the same.</summary>
    public double Multiplications => MultiplyAdds + Products;

    public static Operations operator +(Operations a, Operations b) => new(
        a.MultiplyAdds + b.MultiplyAdds, a.Products + b.Products, a.Sums + b.Sums, a.Roots + b.Roots, a.Selections + b.Selections,
        a.Loads + b.Loads, a.Stores + b.Stores, a.Spills + b.Spills);

    public static Operations operator *(double factor, Operations a) => new(
        factor * a.MultiplyAdds, factor * a.Products, factor * a.Sums, factor * a.Roots, factor * a.Selections, factor * a.Loads,
        factor * a.Stores, factor * a.Spills);
}
