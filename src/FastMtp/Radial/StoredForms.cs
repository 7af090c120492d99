namespace FastMtp.Radial;

/// <summary>The forms in which files store radial coefficients.</summary>
internal static class StoredForms
{
    private static readonly StoredForm[] All =
    [
        DenseRadialTensor.Stored, MatrixRadialTensor.Stored, TensorTrainRadialTensor.Stored, TensorTrainRadialTensor.StoredByLabel,
        SharedRadialTensor.Stored, SymmetricRadialTensor.Stored, PairsRadialTensor.Stored,
    ];

    /// <summary>The form with a name.</summary>
    /// <exception cref="ArgumentException">There is no such form.</exception>
    public static StoredForm Named(string name) =>
        Array.Find(All, form => form.Name == name) ?? throw new ArgumentException($"There is no radial form {name}.", nameof(name));
}
