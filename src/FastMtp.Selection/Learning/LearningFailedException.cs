namespace FastMtp.Selection.Learning;

/// <summary>A loop cannot go on because commands of the user failed; the message is one sentence.</summary>
internal sealed class LearningFailedException(string message) : Exception(message);
