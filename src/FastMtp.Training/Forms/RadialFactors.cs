namespace FastMtp.Training.Forms;

/// <summary>The radial tensor in its compressed form.</summary>
/// <param name="Ranks">As <see cref="RadialForm.Ranks"/>, or less where the rank still grows.</param>
/// <param name="Values">A point of the parameterisation: [U | V], the cores one after the other, or [U | σ | V].</param>
internal sealed record RadialFactors(int[] Ranks, double[] Values);
