using FastMtp.Kernels;
using FastMtp.Potentials;

namespace FastMtp.Evaluation;

/// <summary>The coefficients as kernels read them. Written between evaluations, never during one.</summary>
public sealed unsafe class PotentialCoefficients : IDisposable
{
    private readonly AlignedBuffer _buffer;
    private readonly int _radial;
    private readonly int _species;

    /// <summary>Takes the coefficients of a potential.</summary>
    public PotentialCoefficients(MtpPotential potential)
    {
        _radial = potential.RadialCoefficients.Length;
        _species = potential.SpeciesCoefficients.Length;
        _buffer = new AlignedBuffer(potential.ParameterCount);
        potential.RadialCoefficients.CopyTo(_buffer.Span);
        potential.SpeciesCoefficients.CopyTo(_buffer.Span[_radial..]);
        potential.MomentCoefficients.CopyTo(_buffer.Span[(_radial + _species)..]);
    }

    /// <summary>All coefficients: radial [N_T][N_T][N_f][N_b], species [N_T], moments [A].</summary>
    public Span<double> Values => _buffer.Span;

    internal double* Radial => _buffer.Pointer;

    internal double* Species => _buffer.Pointer + _radial;

    internal double* Moments => Species + _species;

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
