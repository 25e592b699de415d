namespace MobileNetV2.CodeGen.Heads;

/// <summary>A function that a head adds to the header.</summary>
/// <param name="Returns">The C type.</param>
/// <param name="Name">Without the model's prefix.</param>
/// <param name="Parameters">As C declares them.</param>
/// <param name="Comment">What it does, in a line.</param>
/// <param name="Body">A statement.</param>
public sealed record HeadFunction(string Returns, string Name, string Parameters, string Comment, string Body);
