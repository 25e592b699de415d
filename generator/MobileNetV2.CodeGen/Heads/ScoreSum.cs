namespace MobileNetV2.CodeGen.Heads;

/// <summary>What softmax needs to know of all elements at one place.</summary>
internal readonly record struct ScoreSum(int Largest, int Sum);
