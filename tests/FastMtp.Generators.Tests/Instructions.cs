using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace FastMtp.Generators.Tests;

/// <summary>Decodes IL as far as needed to see what a method calls and whether it loops.</summary>
internal static class Instructions
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    public static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        return from instruction in Decode(il)
               where instruction.Code.OperandType == OperandType.InlineMethod
               select method.Module.ResolveMethod(BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(instruction.Operand)));
    }

    /// <summary>Whether a method jumps back.</summary>
    public static bool HasLoop(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        return Decode(il).Any(instruction => instruction.Code.OperandType switch
        {
            OperandType.ShortInlineBrTarget => (sbyte)il[instruction.Operand] < 0,
            OperandType.InlineBrTarget => BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(instruction.Operand)) < 0,
            _ => false,
        });
    }

    private static IEnumerable<(OpCode Code, int Operand)> Decode(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            var code = Codes[il[at] == 0xFE ? 0xFE00 | il[++at] : il[at]];
            at++;
            yield return (code, at);
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
