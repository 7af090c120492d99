using FastMtp.Training.Distribution;
using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Loss;

/// <summary>Evaluates a loss on several ranks: rank 0 broadcasts the point, and the partial results are summed on rank 0.</summary>
/// <param name="ranks">The processes.</param>
/// <param name="dimension">Length of a point.</param>
internal sealed class LossExchange(ICommunicator ranks, int dimension)
{
    private readonly double[] _message = new double[1 + dimension];

    /// <summary>Sends a request and a point to the other ranks; called on rank 0 only.</summary>
    public void Ask(Request request, ReadOnlySpan<double> point)
    {
        if (ranks.Count == 1) return;
        _message[0] = (int)request;
        point.CopyTo(_message.AsSpan(1));
        ranks.Broadcast(_message);
    }

    /// <summary>Waits for the next request of rank 0.</summary>
    public Request Wait(Span<double> point)
    {
        ranks.Broadcast(_message);
        _message.AsSpan(1).CopyTo(point);
        return (Request)(int)_message[0];
    }

    /// <summary>Gives the other ranks the numbers of rank 0; called on all.</summary>
    public void Share(Span<double> numbers)
    {
        if (ranks.Count > 1) ranks.Broadcast(numbers);
    }

    /// <summary>Sums losses and gradients over the ranks.</summary>
    public LossSum Sum(in LossSum own, Span<double> gradient)
    {
        if (ranks.Count == 1) return own;
        var numbers = new double[LossSum.Length + gradient.Length];
        own.CopyTo(numbers);
        gradient.CopyTo(numbers.AsSpan(LossSum.Length));
        ranks.Sum(numbers);
        numbers.AsSpan(LossSum.Length).CopyTo(gradient);
        return LossSum.From(numbers);
    }

    /// <summary>Sums equations over the ranks, in place.</summary>
    public NormalEquations Sum(NormalEquations equations)
    {
        ranks.Sum(equations.Matrix);
        ranks.Sum(equations.RightHandSide);
        return equations;
    }

    /// <summary>Sums numbers over the ranks, in place.</summary>
    public void Sum(Span<double> numbers) => ranks.Sum(numbers);
}
