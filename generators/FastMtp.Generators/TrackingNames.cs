namespace FastMtp.Generators;

/// <summary>Names of the pipeline's steps, for the tests of their caching.</summary>
internal static class TrackingNames
{
    public const string Requests = nameof(Requests);

    public const string Bases = nameof(Bases);
}
