namespace FastMtp.Blocks;

/// <summary>Where a pass wants the stack: the first calls try all places in turns, then the one with the shortest time serves.</summary>
internal sealed class StackPlace(int places)
{
    private const int Trials = 12;
    private readonly double[] _least = [.. Enumerable.Repeat(double.PositiveInfinity, places)];
    private int _calls;

    /// <summary>True while the calls are timed.</summary>
    public bool IsTrial => _calls < Trials * _least.Length;

    /// <summary>For the next call.</summary>
    public int Wanted { get; private set; }

    /// <summary>Takes the time of a call.</summary>
    public void Add(double time)
    {
        _least[Wanted] = Math.Min(_least[Wanted], time);
        _calls++;
        Wanted = IsTrial ? _calls % _least.Length : Array.IndexOf(_least, _least.Min());
    }
}
