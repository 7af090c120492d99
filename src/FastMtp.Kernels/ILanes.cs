using System.Numerics;

namespace FastMtp.Kernels;

/// <summary>
/// A vector of doubles, or of floats, one lane per central atom. Code written against it compiles to 512-, 256- or 128-bit
/// instructions; all calls vanish in the compiled code.
/// </summary>
internal interface ILanes<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IDivisionOperators<TSelf, TSelf, TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes equal.</summary>
    static abstract TSelf Broadcast(double value);

    /// <summary>All lanes equal to a number of an array, whose numbers are of the lanes' own precision.</summary>
    static abstract unsafe TSelf BroadcastAt(void* numbers, int index);

    /// <summary>As many doubles as there are lanes, in the lanes' own precision.</summary>
    static abstract unsafe TSelf Load(double* values);

    /// <summary>As many floats as there are lanes, in the lanes' own precision.</summary>
    static abstract unsafe TSelf Load(float* values);

    /// <summary>a·b + c, fused where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a·b − c; a negation of its own would cost an instruction.</summary>
    static abstract TSelf MultiplySubtract(TSelf a, TSelf b, TSelf c);

    /// <summary>Square root.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>All bits set in the lanes <c>lane</c> whose bit is set in <paramref name="bits"/>, none in the others.</summary>
    static abstract TSelf Mask(uint bits);

    /// <summary>Lane by lane: <paramref name="ifSet"/> where the mask is set, else <paramref name="otherwise"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf ifSet, TSelf otherwise);

    /// <summary>Lane by lane: <paramref name="a"/> where the mask is set, else 0.</summary>
    static abstract TSelf And(TSelf mask, TSelf a);

    /// <summary>Sum over the lanes.</summary>
    static abstract double Sum(TSelf a);
}
