namespace FastMtp.Properties.Relaxation;

/// <summary>
/// The first guess of the Hessian: one stiffness for all atoms and one for the cell, which has other units. Both follow the last step.
/// </summary>
/// <param name="atomLength">Number of coordinates of atoms, which come first.</param>
/// <param name="volume">Å³.</param>
internal sealed class InitialStiffness(int atomLength, double volume)
{
    // Most crystals have force constants of 5 to 20 eV/Å² and moduli of 0.1 to 2 eV/Å³.
    private const double UsualForceConstant = 10;
    private const double UsualModulus = 0.6;
    private const double Range = 50;

    private double _atoms = UsualForceConstant;
    private double _cell = UsualModulus * volume;

    /// <summary>Takes the curvature along a step.</summary>
    public void Follow(double[] step, double[] change)
    {
        Update(ref _atoms, step.AsSpan(0, atomLength), change.AsSpan(0, atomLength), UsualForceConstant);
        Update(ref _cell, step.AsSpan(atomLength), change.AsSpan(atomLength), UsualModulus * volume);
    }

    /// <summary>Multiplies by the inverse, in place.</summary>
    public void Solve(double[] vector)
    {
        for (var i = 0; i < vector.Length; i++) vector[i] /= i < atomLength ? _atoms : _cell;
    }

    private static void Update(ref double stiffness, ReadOnlySpan<double> step, ReadOnlySpan<double> change, double usual)
    {
        var curvature = LimitedMemoryBfgs.Dot(step, change);
        if (curvature > 0) stiffness = Math.Clamp(LimitedMemoryBfgs.Dot(change, change) / curvature, usual / Range, usual * Range);
    }
}
