namespace FastMtp.Selection.Reports;

/// <summary>A mean square error, and how much it would vary with other configurations of the same kind.</summary>
/// <param name="Value">The mean of the squares.</param>
/// <param name="RelativeSigma">Its standard error, as a share of it.</param>
/// <param name="Values">Number of values.</param>
/// <param name="Cells">Number of configurations that they are from.</param>
internal readonly record struct MeanSquare(double Value, double RelativeSigma, long Values, int Cells)
{
    /// <summary>The root mean square error.</summary>
    public double Root => Math.Sqrt(Value);

    /// <summary>The mean square of a quantity; null if none of the configurations has labels of it.</summary>
    public static MeanSquare? Of(IEnumerable<CellErrors> cells, Quantity quantity)
    {
        (double Squares, int Values)[] known = [.. cells.Select(cell => cell.Of(quantity)).OfType<(double, int)>()];
        if (known.Length == 0) return null;
        var (squares, values) = (known.Sum(cell => cell.Squares), known.Sum(cell => (long)cell.Values));
        if (squares == 0) return new(0, 0, values, known.Length);
        var mean = squares / values;
        // Values of one configuration are not independent, so configurations are what varies. A single one says nothing of that.
        var variance = known.Length == 1 ? squares * squares
            : known.Sum(cell => Square(cell.Squares - cell.Values * mean)) * known.Length / (known.Length - 1);
        return new(mean, Math.Sqrt(variance) / squares, values, known.Length);
    }

    /// <summary>Several of them with weights as one.</summary>
    public static MeanSquare Of(IReadOnlyList<(double Weight, MeanSquare Part)> parts)
    {
        var weight = parts.Sum(part => part.Weight);
        var sum = parts.Sum(part => part.Weight * part.Part.Value);
        var sigma = Math.Sqrt(parts.Sum(part => Square(part.Weight * part.Part.Value * part.Part.RelativeSigma)));
        return new(sum / weight, sum > 0 ? sigma / sum : 0, parts.Sum(part => part.Part.Values), parts.Sum(part => part.Part.Cells));
    }

    /// <summary>The ratio of the root mean squares.</summary>
    public Ratio Over(MeanSquare other)
    {
        if (other.Value == 0) return new(Value > 0 ? double.PositiveInfinity : 1, 0);
        var ratio = Math.Sqrt(Value / other.Value);
        return new(ratio, ratio / 2 * Math.Sqrt(Square(RelativeSigma) + Square(other.RelativeSigma)));
    }

    private static double Square(double value) => value * value;
}

/// <summary>A ratio of two errors with its standard error.</summary>
internal readonly record struct Ratio(double Value, double Sigma)
{
    /// <summary>True if it exceeds a bound, and 1 by twice its standard error.</summary>
    public bool Exceeds(double bound) => Value > bound && Value - 1 > 2 * Sigma;
}
