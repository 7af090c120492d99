using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>A test that starts processes with <c>mpirun</c>; skipped if there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute()
    {
        if (!Programs.IsThere(MpiProcess.Launcher)) Skip = "mpirun is not installed (Debian: openmpi-bin).";
    }
}
