using FastMtp.Kernels;

namespace FastMtp.Benchmarks.Limits;

/// <summary>Four atoms side by side, counting what is done to them. What is read and written through pointers is not seen.</summary>
internal readonly struct CountedLanes(Lanes256 value) : ILanes<CountedLanes>
{
    private readonly Lanes256 _value = value;
    private static Operations _done;

    public static int Count => Lanes256.Count;

    /// <summary>Counts what some work does.</summary>
    public static Operations Of(Action work)
    {
        _done = default;
        work();
        return _done;
    }

    public static CountedLanes operator +(CountedLanes a, CountedLanes b) => Done(a._value + b._value, new(Sums: 1));

    public static CountedLanes operator -(CountedLanes a, CountedLanes b) => Done(a._value - b._value, new(Sums: 1));

    public static CountedLanes operator *(CountedLanes a, CountedLanes b) => Done(a._value * b._value, new(Products: 1));

    public static CountedLanes operator /(CountedLanes a, CountedLanes b) => Done(a._value / b._value, new(Roots: 1));

    /// <summary>A constant, which a register can hold.</summary>
    public static CountedLanes Broadcast(double value) => new(Lanes256.Broadcast(value));

    public static unsafe CountedLanes BroadcastAt(void* numbers, int index) => Done(Lanes256.BroadcastAt(numbers, index), new(Loads: 1));

    public static unsafe CountedLanes Load(double* values) => Done(Lanes256.Load(values), new(Loads: 1));

    public static unsafe CountedLanes Load(float* values) => Done(Lanes256.Load(values), new(Loads: 1));

    public static CountedLanes MultiplyAdd(CountedLanes a, CountedLanes b, CountedLanes c) =>
        Done(Lanes256.MultiplyAdd(a._value, b._value, c._value), new(MultiplyAdds: 1));

    public static CountedLanes MultiplySubtract(CountedLanes a, CountedLanes b, CountedLanes c) =>
        Done(Lanes256.MultiplySubtract(a._value, b._value, c._value), new(MultiplyAdds: 1));

    public static CountedLanes Sqrt(CountedLanes a) => Done(Lanes256.Sqrt(a._value), new(Roots: 1));

    public static CountedLanes Mask(uint bits) => new(Lanes256.Mask(bits));

    public static CountedLanes Select(CountedLanes mask, CountedLanes ifSet, CountedLanes otherwise) =>
        Done(Lanes256.Select(mask._value, ifSet._value, otherwise._value), new(Selections: 1));

    public static CountedLanes And(CountedLanes mask, CountedLanes a) => Done(Lanes256.And(mask._value, a._value), new(Selections: 1));

    public static double Sum(CountedLanes a) => Lanes256.Sum(a._value);

    private static CountedLanes Done(Lanes256 value, in Operations what)
    {
        _done += what;
        return new(value);
    }
}
