namespace FastMtp.Properties.Relaxation;

/// <summary>How far a set of relaxations is.</summary>
/// <param name="Total">Number of structures.</param>
/// <param name="Converged">Structures that converged.</param>
/// <param name="Failed">Structures that ended for another reason.</param>
/// <param name="Elapsed">Time of this run.</param>
/// <param name="Remaining">Time left if the others need as long per atom; null at the start.</param>
internal readonly record struct RelaxationProgress(int Total, int Converged, int Failed, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>Structures that ended.</summary>
    public int Done => Converged + Failed;
}
