namespace FastMtp.Pace;

/// <summary>Small systems with more equations than unknowns.</summary>
internal static class LeastSquares
{
    /// <summary>The x for which rows·x is closest to the values, by orthogonalisation of the columns.</summary>
    /// <param name="rows">[equation][unknown], independent columns.</param>
    /// <param name="values">[equation].</param>
    /// <param name="residual">The largest difference that is left.</param>
    public static double[] Solve(double[][] rows, double[] values, out double residual)
    {
        var (count, rest) = (rows[0].Length, values.ToArray());
        var columns = Enumerable.Range(0, count).Select(j => rows.Select(row => row[j]).ToArray()).ToArray();
        var triangle = new double[count, count];
        var x = new double[count];
        for (var j = 0; j < count; j++)
        {
            // Once more, because rounding leaves a share of columns that were almost parallel.
            for (var round = 0; round < 2; round++)
                for (var i = 0; i < j; i++) triangle[i, j] += Remove(columns[i], columns[j]);
            triangle[j, j] = Math.Sqrt(columns[j].Sum(v => v * v));
            for (var k = 0; k < rows.Length; k++) columns[j][k] /= triangle[j, j];
        }
        for (var round = 0; round < 2; round++)
            for (var j = 0; j < count; j++) x[j] += Remove(columns[j], rest);
        residual = rest.Max(Math.Abs);
        for (var j = count - 1; j >= 0; j--)
        {
            for (var i = j + 1; i < count; i++) x[j] -= triangle[j, i] * x[i];
            x[j] /= triangle[j, j];
        }
        return x;
    }

    // Takes the share of a direction out of a vector, and returns how much it was.
    private static double Remove(double[] direction, double[] vector)
    {
        var share = 0.0;
        for (var k = 0; k < vector.Length; k++) share += direction[k] * vector[k];
        for (var k = 0; k < vector.Length; k++) vector[k] -= share * direction[k];
        return share;
    }
}
