namespace FastMtp.Selection.Reports;

/// <summary>error = scale · number^−exponent.</summary>
/// <param name="Scale">Error at one.</param>
/// <param name="Exponent">0 where the error does not fall.</param>
internal sealed record PowerLaw(double Scale, double Exponent)
{
    /// <summary>What is left of the error when the number doubles.</summary>
    public double Doubling => Math.Pow(2, -Exponent);

    /// <summary>The law that fits the logarithms best; null for fewer than two points, or if one is not positive.</summary>
    public static PowerLaw? Through(IReadOnlyList<(double Number, double Error)> points)
    {
        if (points.Count < 2 || points.Any(point => !(point.Number > 0 && point.Error > 0 && double.IsFinite(point.Error)))) return null;
        (double X, double Y)[] logs = [.. points.Select(point => (Math.Log(point.Number), Math.Log(point.Error)))];
        var (x, y) = (logs.Average(point => point.X), logs.Average(point => point.Y));
        var spread = logs.Sum(point => (point.X - x) * (point.X - x));
        if (spread == 0) return null;
        var slope = logs.Sum(point => (point.X - x) * (point.Y - y)) / spread;
        return new(Math.Exp(y - slope * x), -slope);
    }

    /// <summary>The error at a number.</summary>
    public double At(double number) => Scale * Math.Pow(number, -Exponent);
}
