namespace FastMtp.Generators.Emit;

/// <summary>All that flows through the pipeline: equal requests give equal text, so an edit elsewhere emits nothing anew.</summary>
internal sealed record KernelRequest(string Namespace, string ClassName, int Level);
