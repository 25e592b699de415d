namespace MobileNetV2.CodeGen.Reports.Comparison;

/// <summary>A number of two plans.</summary>
/// <param name="Unit"><c>bytes</c>, or empty for a count.</param>
public sealed record ComparedFigure(string Name, string Unit, long First, long Second)
{
    public long Difference => Second - First;
}
