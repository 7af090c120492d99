using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace FastMtp.Generators.Tests;

/// <summary>Decodes IL as far as needed to see what a method calls.</summary>
internal static class Instructions
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    public static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var code = Codes[il[at] == 0xFE ? 0xFE00 | il[++at] : il[at]];
            at++;
            if (code.OperandType == OperandType.InlineMethod)
                yield return method.Module.ResolveMethod(BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at)))!;
            at += OperandLength(code, il.AsSpan(at));
        }
    }

    private static int OperandLength(OpCode code, ReadOnlySpan<byte> operand) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(operand),
        _ => 4,
    };
}
