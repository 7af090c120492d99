using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>Runs any program from its tables, vectorised: what the generated kernels do, with loops instead of unrolled code.</summary>
internal sealed unsafe partial class PlanInterpreter<T> : MtpKernel
    where T : unmanaged, ILanes<T>
{
    private readonly ProductTable _products;
    private readonly PairTable _pairs;
    private readonly int _factorCount;
    private readonly int[] _functions;

    public PlanInterpreter(ContractionProgram program, VectorWidth width)
        : base(program, width)
    {
        _products = new ProductTable(program.Plan);
        _pairs = new PairTable(program);
        _factorCount = PairTable.Factors(_pairs.HighestDegree);
        _functions = [.. program.Plan.Functions];
    }

    public override string Kind => "interpreter";

    public override void Backpropagate(double* moments, double* xi, double* adjoints)
    {
        var a = (T*)adjoints;
        Clear(a);
        for (var i = 0; i < _functions.Length; i++) a[_functions[i]] = T.Broadcast(xi[i]);
        ContractTransposed((T*)moments, a);
        ReduceSphere(a);
    }

    public override void BackpropagateTangents(double* moments, double* tangents, double* adjoints, double* xi, double* weights, double* tangentAdjoints)
    {
        var q = (T*)tangentAdjoints;
        var e = *(T*)weights;
        Clear(q);
        for (var i = 0; i < _functions.Length; i++) q[_functions[i]] = e * T.Broadcast(xi[i]);
        ContractTransposedTangents((T*)moments, (T*)tangents, (T*)adjoints, q);
        ReduceSphere(q);
    }

    private void Clear(T* rows)
    {
        for (var row = 0; row < Program.RowCount; row++) rows[row] = T.Broadcast(0);
    }
}
