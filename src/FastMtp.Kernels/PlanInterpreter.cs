using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>Runs any program from its tables, vectorised: what the generated kernels do, with loops instead of unrolled code.</summary>
internal sealed unsafe partial class PlanInterpreter<T> : MtpKernel
    where T : unmanaged, ILanes<T>
{
    private readonly GatherTable _forward;
    private readonly GatherTable _reverse;
    private readonly PairTable _pairs;
    private readonly int _factorCount;
    private readonly int[] _functions;

    public PlanInterpreter(ContractionProgram program, VectorWidth width)
        : base(program, width)
    {
        _forward = new GatherTable(program.Forward);
        _reverse = new GatherTable(program.Reverse);
        _pairs = new PairTable(program);
        _factorCount = PairTable.Factors(_pairs.HighestDegree);
        _functions = [.. program.Plan.Functions];
    }

    public override string Kind => "interpreter";

    public override void Contract(double* moments) => Bilinear((T*)moments, (T*)moments, (T*)moments, _forward);

    public override void Backpropagate(double* moments, double* xi, double* adjoints)
    {
        var a = (T*)adjoints;
        Clear(a);
        for (var i = 0; i < _functions.Length; i++) a[_functions[i]] = T.Broadcast(xi[i]);
        Bilinear(a, (T*)moments, a, _reverse);
        ReduceSphere(a);
    }

    public override void ContractTangents(double* moments, double* tangents) =>
        BilinearTangent((T*)moments, (T*)moments, (T*)tangents, (T*)tangents, (T*)tangents, _forward);

    public override void BackpropagateTangents(double* moments, double* tangents, double* adjoints, double* xi, double* weights, double* tangentAdjoints)
    {
        var q = (T*)tangentAdjoints;
        var e = *(T*)weights;
        Clear(q);
        for (var i = 0; i < _functions.Length; i++) q[_functions[i]] = e * T.Broadcast(xi[i]);
        BilinearTangent((T*)adjoints, (T*)moments, q, (T*)tangents, q, _reverse);
        ReduceSphere(q);
    }

    /// <summary>out[row] += Σ w·x[X]·y[Y]; rows of forward nodes start at zero because <see cref="Accumulate"/> clears them.</summary>
    private static void Bilinear(T* x, T* y, T* result, GatherTable table)
    {
        fixed (GatherTable.Run* runs = table.Runs)
        fixed (GatherTable.Pair* pairs = table.Pairs)
        {
            var next = pairs;
            for (var run = runs; run < runs + table.Runs.Length; run++)
            {
                var even = T.Broadcast(0);
                var odd = even;
                var end = next + run->PairCount;
                for (; next + 1 < end; next += 2)
                {
                    even = T.MultiplyAdd(x[next[0].X], y[next[0].Y], even);
                    odd = T.MultiplyAdd(x[next[1].X], y[next[1].Y], odd);
                }
                if (next < end)
                {
                    even = T.MultiplyAdd(x[next->X], y[next->Y], even);
                    next++;
                }
                result[run->Row] = T.MultiplyAdd(T.Broadcast(run->Weight), even + odd, result[run->Row]);
            }
        }
    }

    /// <summary>The derivative of <see cref="Bilinear"/>: out[row] += Σ w·(x[X]·dy[Y] + dx[X]·y[Y]).</summary>
    private static void BilinearTangent(T* x, T* y, T* dx, T* dy, T* result, GatherTable table)
    {
        fixed (GatherTable.Run* runs = table.Runs)
        fixed (GatherTable.Pair* pairs = table.Pairs)
        {
            var next = pairs;
            for (var run = runs; run < runs + table.Runs.Length; run++)
            {
                var left = T.Broadcast(0);
                var right = left;
                for (var end = next + run->PairCount; next < end; next++)
                {
                    left = T.MultiplyAdd(x[next->X], dy[next->Y], left);
                    right = T.MultiplyAdd(dx[next->X], y[next->Y], right);
                }
                result[run->Row] = T.MultiplyAdd(T.Broadcast(run->Weight), left + right, result[run->Row]);
            }
        }
    }

    private void Clear(T* rows)
    {
        for (var row = 0; row < Program.RowCount; row++) rows[row] = T.Broadcast(0);
    }
}
