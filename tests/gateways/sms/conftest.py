"""A gate between a provider and an application for each test."""

from gateways.sms_peers import gate as gate
