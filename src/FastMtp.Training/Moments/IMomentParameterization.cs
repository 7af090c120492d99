using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Moments;

/// <summary>The moment coefficients as a function of fewer parameters.</summary>
internal interface IMomentParameterization
{
    /// <summary>Number of parameters.</summary>
    int Dimension { get; }

    /// <summary>Number of moment coefficients.</summary>
    int CoefficientCount { get; }

    /// <summary>Parameters in which the coefficients are linear while the others keep their values.</summary>
    Range LinearPart { get; }

    /// <summary>Random parameters; the same seed gives the same numbers on every machine.</summary>
    double[] Random(ulong seed);

    /// <summary>The coefficients at a point.</summary>
    void Expand(ReadOnlySpan<double> point, Span<double> coefficients);

    /// <summary>The gradient of a function of the coefficients with respect to the parameters.</summary>
    void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> coefficientGradient, Span<double> gradient);

    /// <summary>[coefficient][parameter] the derivatives at a point.</summary>
    Matrix Jacobian(ReadOnlySpan<double> point)
    {
        var jacobian = new Matrix(CoefficientCount, Dimension);
        var unit = new double[CoefficientCount];
        for (var i = 0; i < CoefficientCount; i++)
        {
            unit[i] = 1;
            Pullback(point, unit, jacobian.Row(i));
            unit[i] = 0;
        }
        return jacobian;
    }
}
