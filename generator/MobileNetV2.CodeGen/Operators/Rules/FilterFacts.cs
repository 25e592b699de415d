namespace MobileNetV2.CodeGen.Operators;

/// <summary>What the rules need of a filter.</summary>
/// <param name="NonzeroZeroPoint">The first zero point that is not 0; 0 when all are.</param>
/// <param name="LargestSum">The largest sum of weight magnitudes of any channel; 0 when the weights are not known yet.</param>
internal sealed record FilterFacts(float LargestScale, int NonzeroZeroPoint, long LargestSum);
