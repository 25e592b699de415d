namespace MobileNetV2.CodeGen.Reports.Comparison;

/// <summary>An operator of two plans.</summary>
/// <param name="Name">The source's name of the tensor that it makes.</param>
/// <param name="Kind">As in TensorFlow Lite.</param>
/// <param name="First">What the first plan does with it; null when it has no such operator.</param>
/// <param name="Second">What the second plan does with it; null when it has no such operator.</param>
public sealed record ComparedOperator(string Name, string Kind, ComparedWork? First, ComparedWork? Second)
{
    /// <summary>True when both plans call the same kernels at the same estimated cost.</summary>
    public bool IsEqual =>
        First is { } a && Second is { } b && a.EstimatedInstructions == b.EstimatedInstructions && a.Functions.SequenceEqual(b.Functions);
}
