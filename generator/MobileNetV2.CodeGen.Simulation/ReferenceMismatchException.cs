using MobileNetV2.CodeGen.Simulation.Verification;

namespace MobileNetV2.CodeGen.Simulation;

/// <summary>Generated code computed other bits than the reference interpreter. Test frameworks show its message: where,
/// and both values.</summary>
public sealed class ReferenceMismatchException : Exception
{
    internal ReferenceMismatchException(string message, FirstDifference difference)
        : base(message) => Difference = difference;

    public FirstDifference Difference { get; }
}
