namespace FastMtp.Training.Forms;

/// <summary>The radial tensor in its compressed form.</summary>
/// <param name="Ranks">As <see cref="RadialForm.Ranks"/>, or lower while the rank still grows.</param>
/// <param name="Values">A point of the parameterisation: [U | V], the concatenated cores, or [U | σ | V].</param>
internal sealed record RadialFactors(int[] Ranks, double[] Values);
