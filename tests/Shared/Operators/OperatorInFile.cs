using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>An operator as a TensorFlow Lite file has it.</summary>
/// <param name="Inputs">In the order of the file.</param>
internal sealed record OperatorInFile(params ImmutableArray<FileOperand> Inputs)
{
    /// <summary>The number of its options in the schema's union; 0 for none.</summary>
    public byte OptionsKind { get; init; }

    /// <summary>The fields of its options, in the order of the schema.</summary>
    public object[] Options { get; init; } = [];
}

/// <summary>An input of an operator in a file.</summary>
/// <param name="Input">Which input of ours it is; -1 for a constant that became an attribute.</param>
/// <param name="Integers">That constant.</param>
internal sealed record FileOperand(int Input, ImmutableArray<int> Integers)
{
    public static FileOperand Of(int input) => new(input, []);

    public static FileOperand Constant(params ImmutableArray<int> integers) => new(-1, integers);
}
