using System.Runtime.CompilerServices;

namespace FastMtp.Kernels;

internal sealed unsafe partial class PlanInterpreter<T>
{
    /// <summary>Rows of targets start at zero because <see cref="Accumulate"/> clears them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Contract(double* moments)
    {
        var m = (T*)moments;
        var products = Products;
        fixed (ProductTable.Section* sections = products.Sections)
        fixed (ProductTable.Pair* pairs = products.Pairs)
        fixed (ProductTable.Target* targets = products.Targets)
        {
            var pair = pairs;
            var target = targets;
            var endSection = sections + products.Sections.Length;
            for (var section = sections; section < endSection; section++)
            {
                for (var left = section->Classes; left > 0; left--)
                {
                    var sum = m[pair->X] * m[pair->Y];
                    var endPair = pair + section->PairsPerClass;
                    for (pair++; pair < endPair; pair++) sum = T.MultiplyAdd(m[pair->X], m[pair->Y], sum);
                    for (var endTarget = target + section->TargetsPerClass; target < endTarget; target++)
                        m[target->Row] = T.MultiplyAdd(T.Broadcast(target->Weight), sum, m[target->Row]);
                }
            }
        }
    }

    /// <summary>The transpose of <see cref="Contract"/>, applied to adjoints that already hold their direct contributions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ContractTransposed(double* moments, double* adjoints)
    {
        T* m = (T*)moments, a = (T*)adjoints;
        var products = Products;
        fixed (ProductTable.Section* sections = products.Sections)
        fixed (ProductTable.Pair* pairs = products.Pairs)
        fixed (ProductTable.Target* targets = products.Targets)
        {
            for (var i = products.Sections.Length - 1; i >= 0; i--)
            {
                var section = sections + i;
                var pair = pairs + section->FirstPair;
                var target = targets + section->FirstTarget;
                for (var left = section->Classes; left > 0; left--)
                {
                    var sum = T.Broadcast(target->Weight) * a[target->Row];
                    var endTarget = target + section->TargetsPerClass;
                    for (target++; target < endTarget; target++) sum = T.MultiplyAdd(T.Broadcast(target->Weight), a[target->Row], sum);
                    for (var endPair = pair + section->PairsPerClass; pair < endPair; pair++)
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
        var products = Products;
        fixed (ProductTable.Section* sections = products.Sections)
        fixed (ProductTable.Pair* pairs = products.Pairs)
        fixed (ProductTable.Target* targets = products.Targets)
        {
            var pair = pairs;
            var target = targets;
            var endSection = sections + products.Sections.Length;
            for (var section = sections; section < endSection; section++)
            {
                for (var left = section->Classes; left > 0; left--)
                {
                    var onX = d[pair->X] * m[pair->Y];
                    var onY = m[pair->X] * d[pair->Y];
                    var endPair = pair + section->PairsPerClass;
                    for (pair++; pair < endPair; pair++)
                    {
                        onX = T.MultiplyAdd(d[pair->X], m[pair->Y], onX);
                        onY = T.MultiplyAdd(m[pair->X], d[pair->Y], onY);
                    }
                    onX += onY;
                    for (var endTarget = target + section->TargetsPerClass; target < endTarget; target++)
                        d[target->Row] = T.MultiplyAdd(T.Broadcast(target->Weight), onX, d[target->Row]);
                }
            }
        }
    }

    /// <summary>
    /// The derivative of <see cref="ContractTransposed"/>: q is the derivative of the adjoints p along the tangents d of m.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ContractTransposedTangents(T* m, T* d, T* p, T* q)
    {
        var products = Products;
        fixed (ProductTable.Section* sections = products.Sections)
        fixed (ProductTable.Pair* pairs = products.Pairs)
        fixed (ProductTable.Target* targets = products.Targets)
        {
            for (var i = products.Sections.Length - 1; i >= 0; i--)
            {
                var section = sections + i;
                var pair = pairs + section->FirstPair;
                var target = targets + section->FirstTarget;
                for (var left = section->Classes; left > 0; left--)
                {
                    T ofP = T.Broadcast(0), ofQ = ofP;
                    for (var endTarget = target + section->TargetsPerClass; target < endTarget; target++)
                    {
                        var weight = T.Broadcast(target->Weight);
                        ofP = T.MultiplyAdd(weight, p[target->Row], ofP);
                        ofQ = T.MultiplyAdd(weight, q[target->Row], ofQ);
                    }
                    for (var endPair = pair + section->PairsPerClass; pair < endPair; pair++)
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
