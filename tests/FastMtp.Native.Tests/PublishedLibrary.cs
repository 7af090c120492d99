using System.Reflection;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>The native library, compiled once in a test run, and only if its sources have changed since the last.</summary>
internal static class PublishedLibrary
{
    private static readonly Lazy<string> Published = new(Publish);

    /// <summary>Where libfastmtp.so and its parts are.</summary>
    public static string Root => Published.Value;

    public static string PathOf(string file) => Path.Combine(Root, file);

    private static string Publish()
    {
        var target = Path.Combine(AppContext.BaseDirectory, "native") + "/";
        var configuration = typeof(PublishedLibrary).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var project = Path.Combine(GoldenData.Root, "src", "FastMtp.Native", "FastMtp.Native.csproj");
        Tools.Do("dotnet", ["publish", "--no-build", "--disable-build-servers", "-c", configuration, project, "-o", target]);
        return target;
    }
}
