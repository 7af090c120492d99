using FastMtp.Training.Distribution;

namespace FastMtp.Training.Loss;

/// <summary>How a loss is evaluated by several ranks: rank 0 gives the point to all, and what they find is added up at rank 0.</summary>
/// <param name="ranks">The processes.</param>
/// <param name="dimension">Length of a point.</param>
internal sealed class LossExchange(ICommunicator ranks, int dimension)
{
    private readonly double[] _message = new double[1 + dimension];

    /// <summary>Asks the other ranks for something at a point; only rank 0 asks.</summary>
    public void Ask(Request request, ReadOnlySpan<double> point)
    {
        if (ranks.Count == 1) return;
        _message[0] = (int)request;
        point.CopyTo(_message.AsSpan(1));
        ranks.Broadcast(_message);
    }

    /// <summary>Waits until rank 0 asks.</summary>
    public Request Wait(Span<double> point)
    {
        ranks.Broadcast(_message);
        _message.AsSpan(1).CopyTo(point);
        return (Request)(int)_message[0];
    }

    /// <summary>Adds up losses and gradients.</summary>
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

    /// <summary>Adds up numbers in place.</summary>
    public void Sum(Span<double> numbers) => ranks.Sum(numbers);
}
