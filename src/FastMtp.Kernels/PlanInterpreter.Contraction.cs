using System.Runtime.CompilerServices;

namespace FastMtp.Kernels;

internal sealed unsafe partial class PlanInterpreter<T>
{
    /// <summary>Rows of targets start at zero because <see cref="Accumulate"/> clears them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Contract(double* moments)
    {
        var m = (T*)moments;
        fixed (ProductTable.Section* sections = _products.Sections)
        fixed (ProductTable.Pair* pairs = _products.Pairs)
        fixed (ProductTable.Target* targets = _products.Targets)
        fixed (double* weights = _products.Weights)
        {
            var pair = pairs;
            var target = targets;
            var lastSection = sections + _products.Sections.Length;
            for (var section = sections; section < lastSection; section++)
            {
                for (var left = section->Classes; left > 0; left--)
                {
                    var sum = m[pair->X] * m[pair->Y];
                    var end = pair + section->PairsPerClass;
                    for (pair++; pair < end; pair++) sum = T.MultiplyAdd(m[pair->X], m[pair->Y], sum);
                    for (var last = target + section->TargetsPerClass; target < last; target++)
                        m[target->Row] = T.MultiplyAdd(T.Broadcast(weights[target->Weight]), sum, m[target->Row]);
                }
            }
        }
    }

    /// <summary>The transpose of <see cref="Contract"/> applied to adjoints that hold what is known of them from outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ContractTransposed(T* m, T* a)
    {
        fixed (ProductTable.Section* sections = _products.Sections)
        fixed (ProductTable.Pair* pairs = _products.Pairs)
        fixed (ProductTable.Target* targets = _products.Targets)
        fixed (double* weights = _products.Weights)
        {
            for (var section = sections + _products.Sections.Length - 1; section >= sections; section--)
            {
                var pair = pairs + section->FirstPair;
                var target = targets + section->FirstTarget;
                for (var left = section->Classes; left > 0; left--)
                {
                    var sum = T.Broadcast(weights[target->Weight]) * a[target->Row];
                    var last = target + section->TargetsPerClass;
                    for (target++; target < last; target++) sum = T.MultiplyAdd(T.Broadcast(weights[target->Weight]), a[target->Row], sum);
                    for (var end = pair + section->PairsPerClass; pair < end; pair++)
                    {
                        int x = pair->X, y = pair->Y;
                        a[x] = T.MultiplyAdd(sum, m[y], a[x]);
                        a[y] = T.MultiplyAdd(sum, m[x], a[y]);
                    }
                }
            }
        }
    }

    /// <summary>The derivative of <see cref="Contract"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ContractTangents(double* moments, double* tangents)
    {
        var m = (T*)moments;
        var d = (T*)tangents;
        fixed (ProductTable.Section* sections = _products.Sections)
        fixed (ProductTable.Pair* pairs = _products.Pairs)
        fixed (ProductTable.Target* targets = _products.Targets)
        fixed (double* weights = _products.Weights)
        {
            var pair = pairs;
            var target = targets;
            var lastSection = sections + _products.Sections.Length;
            for (var section = sections; section < lastSection; section++)
            {
                for (var left = section->Classes; left > 0; left--)
                {
                    var onX = d[pair->X] * m[pair->Y];
                    var onY = m[pair->X] * d[pair->Y];
                    var end = pair + section->PairsPerClass;
                    for (pair++; pair < end; pair++)
                    {
                        onX = T.MultiplyAdd(d[pair->X], m[pair->Y], onX);
                        onY = T.MultiplyAdd(m[pair->X], d[pair->Y], onY);
                    }
                    onX += onY;
                    for (var last = target + section->TargetsPerClass; target < last; target++)
                        d[target->Row] = T.MultiplyAdd(T.Broadcast(weights[target->Weight]), onX, d[target->Row]);
                }
            }
        }
    }

    /// <summary>The derivative of <see cref="ContractTransposed"/>: q is the derivative of the adjoints p along the tangents d of m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ContractTransposedTangents(T* m, T* d, T* p, T* q)
    {
        fixed (ProductTable.Section* sections = _products.Sections)
        fixed (ProductTable.Pair* pairs = _products.Pairs)
        fixed (ProductTable.Target* targets = _products.Targets)
        fixed (double* weights = _products.Weights)
        {
            for (var section = sections + _products.Sections.Length - 1; section >= sections; section--)
            {
                var pair = pairs + section->FirstPair;
                var target = targets + section->FirstTarget;
                for (var left = section->Classes; left > 0; left--)
                {
                    T ofP = T.Broadcast(0), ofQ = ofP;
                    for (var last = target + section->TargetsPerClass; target < last; target++)
                    {
                        var weight = T.Broadcast(weights[target->Weight]);
                        ofP = T.MultiplyAdd(weight, p[target->Row], ofP);
                        ofQ = T.MultiplyAdd(weight, q[target->Row], ofQ);
                    }
                    for (var end = pair + section->PairsPerClass; pair < end; pair++)
                    {
                        int x = pair->X, y = pair->Y;
                        q[x] = T.MultiplyAdd(ofQ, m[y], T.MultiplyAdd(ofP, d[y], q[x]));
                        q[y] = T.MultiplyAdd(ofQ, m[x], T.MultiplyAdd(ofP, d[x], q[y]));
                    }
                }
            }
        }
    }
}
