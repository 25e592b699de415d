namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Names of <see cref="BufferKind"/> in reports and comments.</summary>
internal static class BufferKinds
{
    public static string Name(BufferKind kind) => kind switch
    {
        BufferKind.Input => "input",
        BufferKind.Output => "output",
        BufferKind.Activation => "activation",
        BufferKind.Scratch => "scratch",
        BufferKind.LineBuffer => "linebuffer",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
