using System.Runtime.CompilerServices;
using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>
/// Runs any program from its tables, vectorised: the same passes as the generated kernels, with loops instead of unrolled code. Rows are
/// few and loops are short, so loads and stores dominate the cost; the tables are laid out to need few of them.
/// </summary>
internal sealed unsafe partial class PlanInterpreter<T>(ContractionProgram program, VectorWidth width) : MtpKernel(program, width)
    where T : unmanaged, ILanes<T>
{
    // Lazy, because the registry creates an interpreter even if a generated kernel is used in the end.
    private readonly Lazy<PairTable> _pairTable = new(() => new PairTable(program));
    private readonly Lazy<ProductTable> _productTable = new(() => new ProductTable(program.Plan));
    private readonly int[] _functions = [.. program.Plan.Functions];

    public override string Kind => "interpreter";

    public override int Lanes => T.Count;

    private PairTable Pairs => _pairTable.Value;

    private ProductTable Products => _productTable.Value;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backpropagate(double* moments, double* xi, double* adjoints)
    {
        var a = (T*)adjoints;
        Clear(a);
        for (var i = 0; i < _functions.Length; i++) a[_functions[i]] = T.BroadcastAt(xi, i);
        ContractTransposed(moments, adjoints);
        ReduceSphere(a);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void BackpropagateTangents(double* moments, double* tangents, double* adjoints, double* xi, double* weights,
        double* tangentAdjoints)
    {
        var q = (T*)tangentAdjoints;
        var e = *(T*)weights;
        Clear(q);
        for (var i = 0; i < _functions.Length; i++) q[_functions[i]] = e * T.BroadcastAt(xi, i);
        ContractTransposedTangents((T*)moments, (T*)tangents, (T*)adjoints, q);
        ReduceSphere(q);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Clear(T* rows)
    {
        for (var row = 0; row < Program.RowCount; row++) rows[row] = T.Broadcast(0);
    }
}
