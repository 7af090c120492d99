namespace FastMtp.Radial;

/// <summary>The forms in which files keep radial coefficients.</summary>
internal static class StoredForms
{
    private static readonly StoredForm[] All = [DenseRadialTensor.Stored, MatrixRadialTensor.Stored, TensorTrainRadialTensor.Stored];

    /// <summary>The form of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static StoredForm Named(string name) =>
        Array.Find(All, form => form.Name == name) ?? throw new ArgumentException($"There is no radial form {name}.", nameof(name));
}
